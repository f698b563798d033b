#include "nlx.h"
/* xfrmbench netns seconds batch alg extra : NEWSA+DELSA pairs in a tight loop; batch pairs per send; extra = number of resident SAs */
int main(int c,char**v){const char*ns=strcmp(v[1],"-")?v[1]:NULL;double secs=atof(v[2]);int batch=atoi(v[3]);int alg=alg_named(v[4]);int extra=c>5?atoi(v[5]):0;
 int fd=nlopen(ns);static struct mb m;uint32_t spi=0x10000;
 int64_t e0=nowns();for(int i=0;i<extra;i++){add_sa(&m,XFRM_MSG_NEWSA,"10.9.0.1","10.9.0.2",0x40000000+i,9,alg,XFRM_MODE_TUNNEL,32);if(m.cnt>=100)mb_send(fd,&m);}mb_send(fd,&m);
 if(extra)printf("resident %d installed in %.3f s (%.0f/s) errs %d\n",extra,(nowns()-e0)/1e9,extra/((nowns()-e0)/1e9),nlerrs);
 int64_t t0=nowns(),end=t0+(int64_t)(secs*1e9),mx=0;long pairs=0;struct rusage r;
 while(nowns()<end){int64_t a=nowns();for(int i=0;i<batch;i++){add_sa(&m,XFRM_MSG_NEWSA,"10.9.0.1","10.9.0.2",spi+i,9,alg,XFRM_MODE_TUNNEL,32);}
  for(int i=0;i<batch;i++)del_sa(&m,"10.9.0.1","10.9.0.2",spi+i);
  mb_send(fd,&m);spi+=batch;pairs+=batch;int64_t d=nowns()-a;if(d>mx)mx=d;}
 double el=(nowns()-t0)/1e9;getrusage(RUSAGE_SELF,&r);
 printf("alg %s batch %d: %ld NEWSA+DELSA pairs in %.2f s = %.0f pairs/s (%.1f us/pair), errs %d, worst send %.2f ms, cpu u%.2f s%.2f\n",v[4],batch,pairs,el,pairs/el,el/pairs*1e6,nlerrs,mx/1e6,r.ru_utime.tv_sec+r.ru_utime.tv_usec/1e6,r.ru_stime.tv_sec+r.ru_stime.tv_usec/1e6);
 for(int i=0;i<extra;i++){del_sa(&m,"10.9.0.1","10.9.0.2",0x40000000+i);if(m.cnt>=100)mb_send(fd,&m);}mb_send(fd,&m);return 0;}
