#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <errno.h>
#include <time.h>
#include <sched.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/resource.h>
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/xfrm.h>
static int64_t nowns(void){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec*1000000000LL+t.tv_nsec;}
struct mb { char b[1<<18]; int len; int cnt; };
static uint32_t nl_seq=1;
static void *mb_start(struct mb*m,int type,int flags){struct nlmsghdr*h=(void*)(m->b+m->len);memset(h,0,2048);h->nlmsg_type=type;h->nlmsg_flags=NLM_F_REQUEST|flags;h->nlmsg_seq=nl_seq++;h->nlmsg_len=NLMSG_HDRLEN;return h;}
static void *mb_body(struct nlmsghdr*h,int n){void*p=(char*)h+h->nlmsg_len;h->nlmsg_len+=NLMSG_ALIGN(n);return p;}
static void *mb_attr(struct nlmsghdr*h,int t,int n){struct nlattr*a=(void*)((char*)h+h->nlmsg_len);a->nla_type=t;a->nla_len=NLA_HDRLEN+n;h->nlmsg_len+=NLA_ALIGN(a->nla_len);return a+1;}
static void mb_end(struct mb*m,struct nlmsghdr*h){m->len+=NLMSG_ALIGN(h->nlmsg_len);m->cnt++;}
enum {ALG_GCM,ALG_CHACHA,ALG_NULL,ALG_GCM256};
static int alg_named(const char*n){return !strcmp(n,"gcm")?ALG_GCM:!strcmp(n,"gcm256")?ALG_GCM256:!strcmp(n,"chacha")?ALG_CHACHA:ALG_NULL;}
/* NEWSA/UPDSA tunnel ESP v4 */
static void add_sa(struct mb*m,int type,const char*src,const char*dst,uint32_t spi,uint32_t reqid,int alg,int mode,int replay){
  struct nlmsghdr*h=mb_start(m,type,NLM_F_ACK|(type==XFRM_MSG_NEWSA?NLM_F_CREATE|NLM_F_EXCL:0));
  struct xfrm_usersa_info*s=mb_body(h,sizeof*s);
  s->family=AF_INET;inet_pton(AF_INET,src,&s->saddr.a4);inet_pton(AF_INET,dst,&s->id.daddr.a4);s->id.spi=htonl(spi);s->id.proto=IPPROTO_ESP;s->reqid=reqid;s->mode=mode;s->replay_window=replay;
  s->sel.family=0; s->lft.soft_byte_limit=s->lft.hard_byte_limit=s->lft.soft_packet_limit=s->lft.hard_packet_limit=XFRM_INF;
  if(alg!=ALG_NULL){int kl=alg==ALG_GCM?20:36;struct xfrm_algo_aead*a=mb_attr(h,XFRMA_ALG_AEAD,sizeof*a+kl);strcpy(a->alg_name,alg==ALG_CHACHA?"rfc7539esp(chacha20,poly1305)":"rfc4106(gcm(aes))");a->alg_key_len=kl*8;a->alg_icv_len=128;
    for(int i=0;i<kl;i++)a->alg_key[i]=(spi>>(8*(i&3)))+i;}
  else {struct xfrm_algo*a=mb_attr(h,XFRMA_ALG_CRYPT,sizeof*a);strcpy(a->alg_name,"ecb(cipher_null)");a->alg_key_len=0; struct xfrm_algo*b=mb_attr(h,XFRMA_ALG_AUTH,sizeof*b);strcpy(b->alg_name,"digest_null");b->alg_key_len=0;}
  mb_end(m,h);
}
static void del_sa(struct mb*m,const char*src,const char*dst,uint32_t spi){
  struct nlmsghdr*h=mb_start(m,XFRM_MSG_DELSA,NLM_F_ACK);struct xfrm_usersa_id*i=mb_body(h,sizeof*i);inet_pton(AF_INET,dst,&i->daddr.a4);i->spi=htonl(spi);i->family=AF_INET;i->proto=IPPROTO_ESP;
  xfrm_address_t*a=mb_attr(h,XFRMA_SRCADDR,sizeof*a);memset(a,0,sizeof*a);inet_pton(AF_INET,src,&a->a4);mb_end(m,h);
}
/* out policy update: tmpl with optional spi */
static void upd_pol(struct mb*m,const char*ssub,const char*dsub,int plen,const char*tsrc,const char*tdst,uint32_t reqid,uint32_t spi,int dir,int prio){
  struct nlmsghdr*h=mb_start(m,XFRM_MSG_UPDPOLICY,NLM_F_ACK);struct xfrm_userpolicy_info*p=mb_body(h,sizeof*p);
  p->sel.family=AF_INET;inet_pton(AF_INET,ssub,&p->sel.saddr.a4);inet_pton(AF_INET,dsub,&p->sel.daddr.a4);p->sel.prefixlen_s=p->sel.prefixlen_d=plen;p->dir=dir;p->priority=prio;
  p->lft.soft_byte_limit=p->lft.hard_byte_limit=p->lft.soft_packet_limit=p->lft.hard_packet_limit=XFRM_INF;p->share=XFRM_SHARE_ANY;p->action=XFRM_POLICY_ALLOW;
  struct xfrm_user_tmpl*t=mb_attr(h,XFRMA_TMPL,sizeof*t);t->family=AF_INET;t->id.proto=IPPROTO_ESP;t->id.spi=htonl(spi);inet_pton(AF_INET,tsrc,&t->saddr.a4);inet_pton(AF_INET,tdst,&t->id.daddr.a4);t->reqid=reqid;t->mode=XFRM_MODE_TUNNEL;t->aalgos=t->ealgos=t->calgos=~0u;
  mb_end(m,h);
}
static int nlerrs; static int nllasterr;
/* send all, read acks, return number of errors */
static int mb_send(int fd,struct mb*m){
  int want=m->cnt,err=0; if(!want)return 0;
  struct sockaddr_nl sa={.nl_family=AF_NETLINK};
  if(sendto(fd,m->b,m->len,0,(void*)&sa,sizeof sa)<0){perror("sendto");exit(1);}
  char buf[65536];
  while(want>0){int n=recv(fd,buf,sizeof buf,0);if(n<0){perror("recv");exit(1);}
    for(struct nlmsghdr*h=(void*)buf;NLMSG_OK(h,n);h=NLMSG_NEXT(h,n)) if(h->nlmsg_type==NLMSG_ERROR){struct nlmsgerr*e=NLMSG_DATA(h);if(e->error){err++;nllasterr=-e->error;}want--;}}
  m->len=m->cnt=0;nlerrs+=err;return err;
}
static int nlopen(const char*ns){int old=-1;
  if(ns){char p[200];snprintf(p,200,"/run/netns/%s",ns);int n=open(p,O_RDONLY);old=open("/proc/self/ns/net",O_RDONLY);if(n<0||setns(n,CLONE_NEWNET)){perror(p);exit(1);}close(n);}
  int fd=socket(AF_NETLINK,SOCK_RAW|SOCK_CLOEXEC,NETLINK_XFRM);if(fd<0){perror("NETLINK_XFRM");exit(1);}
  int sz=8<<20;setsockopt(fd,SOL_SOCKET,SO_RCVBUFFORCE,&sz,sizeof sz);setsockopt(fd,SOL_SOCKET,SO_SNDBUFFORCE,&sz,sizeof sz);int one=1;setsockopt(fd,SOL_NETLINK,NETLINK_CAP_ACK,&one,sizeof one);
  if(old>=0){setns(old,CLONE_NEWNET);close(old);}return fd;}
