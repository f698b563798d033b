#include "nlx.h"
/* xfrmrekey nsA nsB addrA addrB reqid interval_us seconds alg keep [nobatch] [breakfirst]
 * replaces both directions' SAs each interval. keep = generations of old inbound SA kept (>=1: make before break). breakfirst=1: delete old before adding (control) */
int main(int c,char**v){const char*A=v[1],*B=v[2],*a=v[3],*b=v[4];uint32_t reqid=atoi(v[5]);int64_t iv=atoll(v[6])*1000;double secs=atof(v[7]);int alg=alg_named(v[8]);int keep=atoi(v[9]);
 int bf=c>10&&!strcmp(v[10],"breakfirst");int only=c>10&&!strcmp(v[10],"oneway");
 int fa=nlopen(A),fb=nlopen(B);static struct mb ma,mb_;uint32_t g=1;
 #define SAB(g) (0x01000000+(g)) /* A->B */
 #define SBA(g) (0x02000000+(g))
 int MO=XFRM_MODE_TUNNEL;
 int64_t t0=nowns(),next=t0,end=t0+(int64_t)(secs*1e9),mx=0,sum=0;long n=0,late=0;
 /* generation 1 */
 add_sa(&mb_,XFRM_MSG_NEWSA,a,b,SAB(1),reqid,alg,MO,64>32?32:32);mb_send(fb,&mb_);add_sa(&ma,XFRM_MSG_NEWSA,b,a,SBA(1),reqid,alg,MO,32);add_sa(&ma,XFRM_MSG_NEWSA,a,b,SAB(1),reqid,alg,MO,0);mb_send(fa,&ma);add_sa(&mb_,XFRM_MSG_NEWSA,b,a,SBA(1),reqid,alg,MO,0);mb_send(fb,&mb_);
 if(iv==0){printf("static SA installed errs %d\n",nlerrs);return 0;}
 while(1){next+=iv;int64_t t=nowns();if(t<next){struct timespec ts={next/1000000000,next%1000000000};clock_nanosleep(CLOCK_MONOTONIC,TIMER_ABSTIME,&ts,0);}else {late++; if(t-next>5*iv)next=t;}
  if(nowns()>=end)break; t=nowns();g++;
  if(bf){del_sa(&ma,a,b,SAB(g-1));del_sa(&ma,b,a,SBA(g-1));mb_send(fa,&ma);del_sa(&mb_,a,b,SAB(g-1));del_sa(&mb_,b,a,SBA(g-1));mb_send(fb,&mb_);}
  /* inbound first on both */
  add_sa(&mb_,XFRM_MSG_NEWSA,a,b,SAB(g),reqid,alg,MO,32);mb_send(fb,&mb_);
  /* A: inbound for B->A then outbound A->B, drop old outbound */
  add_sa(&ma,XFRM_MSG_NEWSA,b,a,SBA(g),reqid,alg,MO,32);add_sa(&ma,XFRM_MSG_NEWSA,a,b,SAB(g),reqid,alg,MO,0);
  if(!bf)del_sa(&ma,a,b,SAB(g-1));
  if(!bf&&g>keep&&g-keep>=1)del_sa(&ma,b,a,SBA(g-keep)); mb_send(fa,&ma);
  add_sa(&mb_,XFRM_MSG_NEWSA,b,a,SBA(g),reqid,alg,MO,0);if(!bf)del_sa(&mb_,b,a,SBA(g-1));
  if(!bf&&g>keep&&g-keep>=1)del_sa(&mb_,a,b,SAB(g-keep)); mb_send(fb,&mb_);
  int64_t d=nowns()-t;sum+=d;if(d>mx)mx=d;n++;}
 double el=(nowns()-t0)/1e9;struct rusage r;getrusage(RUSAGE_SELF,&r);
 printf("interval %ld us alg %s keep %d %s: %ld generations in %.2f s = %.1f/s (both directions), late %ld, step mean %.0f us max %.1f ms, nl errs %d (last %d), cpu %.2f s\n",(long)iv/1000,v[8],keep,c>10?v[10]:"",n,el,n/el,late,n?sum/1e3/n:0,mx/1e6,nlerrs,nllasterr,r.ru_utime.tv_sec+r.ru_utime.tv_usec/1e6+r.ru_stime.tv_sec+r.ru_stime.tv_usec/1e6);
 return 0;}
